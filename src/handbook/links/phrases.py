"""What pages say that are not what they seem: not found, for sale, please sign in, prove it.

Each pattern is tried on a title, a heading or a short text, in small letters and with straight
apostrophes. Those for titles must fit a whole part of the title, so that a page *about* such
things is not taken for one.
"""

import re

_THING = (
    r"(?:web ?page|page|file|document|content|resource|article|course|module|item|object|url"
    r"|address|link|post|product|record|episode|publication|guideline|site|website|video|event)"
)
_WANTED = (
    r"(?: (?:that )?(?:you(?:'re| are| were|'ve| have)? )?(?:looking for|look for|requested|request"
    r"|tried to (?:reach|view|access|find|open)|trying to (?:reach|view|access|find|open)"
    r"|asked for|wanted|were after))?"
)
_GONE = (
    r"(?: (?:at this address|with this address|here))?"
    r" (?:(?:was|is|were|has|have|could|can|does|did|may|might|seems to) ?"
    r"(?:have )?(?:been )?(?:not|no longer|n't)?|(?:could|can|does|did|was|is|has)n't|cannot|can't"
    r"|not|no longer)(?: (?:be|been|have been|longer))?"
    r" ?(?:found|available|exists?|here|moved|removed|deleted|displayed|retired|withdrawn"
    r"|archived|expired|missing|unavailable|located|on this (?:site|server)|gone)"
)
_SORRY = r"(?:(?:sorry|oops|whoops|oh no|uh oh|hmm+|error|404)[\s,.!:;…—–-]*(?:but )?)*"
_OTHERS = (
    r"seite (?:wurde )?(?:leider )?nicht gefunden|page (?:non trouvée|introuvable|pas trouvée)"
    r"|página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden"
    r"|sidan (?:kunde inte )?hitta(?:de)?s(?: inte)?|siden (?:ble|blev) ikke fun[dn]et"
    r"|strona nie (?:została )?znalezion[ao]|ni ddaethpwyd o hyd i'r dudalen|tudalen heb ei chanfod"
    r"|ページが見つかりません|页面不存在|страница не найдена"
)
_CODE = (
    r"(?:oops[\s!.,-]*)?(?:error |status )?(?:404|410)(?: error| page)?[\s:.,!–—-]*"
    r"(?:error|oops|sorry|(?:page |file |resource |document )?(?:is )?(?:not found|gone|missing"
    r"|does not exist|cannot be found|can't be found)|page)?(?: page)?"
)

# A part of a title, or a heading.
NOT_FOUND_TITLE = re.compile(
    rf"{_CODE}|{_SORRY}(?:this |that |the |your |requested |web ?)*{_THING}{_WANTED}{_GONE}(?: error)?"
    rf"|{_SORRY}{_THING} (?:not found|unavailable|missing|gone)|not found|nothing (?:was )?found(?: here)?"
    rf"|{_SORRY}we (?:can't|cannot|couldn't|could not|are unable to|were unable to|'re unable to) "
    rf"(?:seem to )?find (?:the |that |this |your |what |a )*(?:{_THING}|you).*"
    rf"|(?:this )?page has moved|we(?:'ve| have) moved (?:this|that|the) page|{_OTHERS}"
    r"|no such (?:page|file)|(?:this )?(?:video|course) (?:is )?(?:unavailable|private)"
)
# Somewhere in a short text, or in one of a page that hides from search engines.
NOT_FOUND_TEXT = re.compile(
    rf"\b(?:the|this|that|your) (?:requested |web ?)*{_THING}{_WANTED}{_GONE}"
    rf"|\bwe (?:can't|cannot|couldn't|could not|are unable to|were unable to) (?:seem to )?find "
    rf"(?:the|that|this|your|what|a)\b[^.]{{0,20}}(?:{_THING}|you)"
    rf"|\brequested url[^.]{{0,200}} was not found\b|{_OTHERS}"
)
# The same, too short to mean anything in a longer text.
NOT_FOUND_CODE = re.compile(
    r"\bpage not found\b|\b404[\s:.,–—-]*(?:error|not found|page not found|file not found)"
)

FOR_SALE_TITLE = re.compile(
    r"(?:this |the )?domain(?: name)?(?: \S+)? (?:is |may be |might be )?(?:for sale|parked|expired)!?"
    r"|\S+\.\w{2,} (?:is |may be |might be )?(?:for sale|parked)!?(?: .*)?|buy (?:this|the) domain.*"
    r"|parked domain(?: name)?|domain parking|premium domain.*|(?:website|domain) expired|site expired"
    r"|domain (?:has )?expired|.* - domain name for sale"
)
FOR_SALE_TEXT = re.compile(
    r"\bdomain(?: name)?(?: \S+)? (?:is|may be|might be|has been|was)? ?(?:listed )?(?:for sale|available for "
    r"(?:sale|purchase)|parked|expired)\b|\bbuy this domain\b|\bthis (?:web ?site|domain|page) is parked\b"
    r"|\bparked free,? courtesy of\b|\binquire about this domain\b|\binterested in (?:buying )?this domain\b"
    r"|\bmake an offer (?:on|for) this domain\b|\bthe owner of this domain\b[^.]{0,60}\bpark"
    r"|\bthis domain (?:has|name has) (?:recently )?(?:expired|been registered)\b|\brelated searches\b.{0,400}\bprivacy policy\b"
    r"|\brenew (?:this|your) domain\b|\bgeneriert.*domain ?parking\b|\bdiese domain steht zum verkauf\b"
)
FOR_SALE_SOURCE = re.compile(
    r"sedoparking|parkingcrew|bodis\.com|parklogic|above\.com/|domainparking|dan\.com/|afternic"
    r"|hugedomains|parking-lander|d38psrni17bvxu\.cloudfront|cashparking|undeveloped\.com|skenzo"
)
FOR_SALE_HOST = re.compile(
    r"(?:^|\.)(?:sedo\.com|sedoparking\.com|parkingcrew\.net|bodis\.com|hugedomains\.com|dan\.com"
    r"|afternic\.com|undeveloped\.com|domainmarket\.com|buydomains\.com|above\.com|parklogic\.com)$"
)

SIGN_IN_TITLE = re.compile(
    r"(?:please )?(?:sign|log)[ -]?(?:in|on)(?: page| required| to .{1,60}| to continue| here| with .{1,40})?"
    r"|(?:user |member |account |staff |student |secure |customer )*(?:login|sign-?in|logon)(?: page| required| form)?"
    r"|authenticat(?:e|ion)(?: required)?|single sign[ -]?on|you (?:must|need to) (?:sign|log) ?in.*"
    r"|.{1,40} (?:login|sign in|log in)|welcome,? please (?:sign|log) ?in"
)
SIGN_IN_PATH = re.compile(
    r"/(?:[\w.-]+/)*(?:log-?in|sign-?in|log-?on|sso|saml2?|oauth2?|auth|authenticate|authorize|cas"
    r"|adfs|shibboleth(?:\.sso)?|idp|wp-login|login_form|user-login|session/new)(?:[/._-][\w./-]*)?",
    re.IGNORECASE,
)
SIGN_IN_HOST = re.compile(
    r"(?:log-?in|signin|sso|auth|accounts?|idp|id|adfs|openid|wayf)\.", re.IGNORECASE
)
SIGN_IN_TEXT = re.compile(r"\b(?:sign|log) ?in\b|\blogin\b|\buser ?name\b|\bpassword\b|\bsign-in\b")

DEFAULT_TITLE = re.compile(
    r"welcome to (?:nginx|caddy|centos|openresty|apache|lighttpd|tengine|openlitespeed|litespeed|jboss|wildfly|tomcat|iis).*"
    r"|apache(?:2| http server)?.{0,30}(?:default|test) page.*|(?:.{0,40} )?test page for .*(?:server|http|nginx|apache).*"
    r"|http server test page.*|it works!?|iis ?\d* ?(?:windows server.*)?|internet information services.*"
    r"|(?:plesk |cpanel |ispconfig )?default (?:web ?site )?(?:page|web page|parallels plesk.*)|default web site page"
    r"|(?:domain )?default page|web server'?s default page|placeholder page|apache tomcat(?:/[\d.]+)?"
    r"|caddy works!?|your (?:web ?site|site|page|new site) is (?:ready|almost ready|being set up).*"
    r"|(?:web ?site|site|page) (?:is )?(?:coming soon|under construction).*|coming soon!?|under construction!?"
    r"|hello world!?|future home of .*|(?:account|web ?site|site|domain|hosting account) (?:is |has been |was )?(?:suspended|disabled|deactivated|not configured|not published)"
    r"|welcome to your new (?:web ?site|site|server).*|success! your new web server.*|index of /"
    r"|congratulations! (?:your|you).{0,60}|.* - powered by (?:plesk|cpanel)|just another wordpress site"
    r"|site not found|there isn't a (?:github pages )?site here|welcome to (?:your )?django.*|the install worked successfully!.*"
)
ERROR_TITLE = re.compile(
    r"(?:http )?(?:error )?(?:status )?(?:500|502|503|504)[\s:.,–—-]*(?:error|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)?"
    r"|(?:internal )?server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|database error"
    r"|error establishing a database connection|(?:an? )?(?:unexpected |application |runtime |fatal )?error(?: has)?(?: occurred)?"
    r"|something went wrong.*|(?:server error in '/.*' application\.?)|whitelabel error page"
    r"|(?:site |website |we are |we're |down |closed |system |scheduled |under |undergoing )*maintenance(?: mode)?(?: in progress)?"
    r"|(?:we'll|we will) be (?:right )?back(?: soon| shortly)?.*|temporarily (?:down|unavailable|offline|closed).*"
)

CHALLENGE_TITLE = re.compile(
    r"just a moment\W*|attention required!?.*|checking your browser.*|ddos-guard|security check(?:point)?.*"
    r"|(?:vercel )?security checkpoint|please wait\W*|one moment,? please\W*|are you (?:a )?(?:human|robot).*"
    r"|robot check|human verification|verif(?:y|ying|ication)(?: (?:that )?you are (?:a )?human| required| your identity)?\W*"
    r"|captcha(?: (?:challenge|required|verification))?|pardon our interruption\W*|client challenge|bot verification"
    r"|access (?:to this page has been |is |was )?(?:denied|blocked|restricted|temporarily restricted)\W*|request (?:blocked|rejected|denied)\W*"
    r"|making sure you're not a bot!?|you have been blocked\W*|sorry, you have been blocked\W*|blocked|forbidden|403 forbidden"
    r"|(?:unsupported|outdated|old|incompatible) browser\W*|(?:your )?browser (?:is )?not supported\W*|please (?:update|upgrade) your browser\W*"
    r"|not available in your (?:country|region|location).*|(?:ddos protection by|performing security verification).*|before you continue"
    r"|prove (?:that )?you(?:'re| are) (?:not a robot|human).*|unusual traffic.*|too many requests|429 too many requests"
)
CHALLENGE_TEXT = re.compile(
    r"\bchecking (?:if the site connection is secure|your browser before)|\bverif(?:y|ying) (?:that )?you(?:'re| are) (?:a )?human"
    r"|\benable javascript and cookies to continue\b|\bplease enable js and disable any ad blocker\b"
    r"|\bcomplete the (?:captcha|security check)|\bincapsula incident id\b|\bunusual traffic from your (?:computer )?network\b"
    r"|\b(?:prove|confirm) (?:that )?you(?:'re| are) (?:not a (?:robot|bot)|(?:a )?human)\b|\bpress (?:and|&) hold\b.{0,60}\bhuman\b"
    r"|\bautomated (?:access|requests?|queries|traffic)\b.{0,80}\b(?:blocked|denied|detected|not allowed)"
    r"|\byou don't have permission to access\b|\bthe requested url was rejected\b|\bray id\b.{0,200}\bcloudflare\b|\byour (?:ip|access|request) (?:address )?(?:has been|is|was) (?:temporarily )?(?:blocked|denied)"
    r"|\bnot available in your (?:country|region|location)\b|\byour browser is (?:not supported|out of date|outdated)\b"
)
CHALLENGE_SOURCE = re.compile(
    r"challenges\.cloudflare\.com|/cdn-cgi/challenge-platform|_incapsula_resource|captcha-delivery\.com"
    r"|px-cloud\.net|px-captcha|awswaf\.com|/\.within\.website/x/cmd/anubis|geo\.captcha|perimeterx"
    r"|ddos-guard\.net|sgcaptcha|arkoselabs|hcaptcha\.com/.*challenge"
)

# What fills the pages of names that were let go and bought by others.
TAKEN_OVER = re.compile(
    r"\b(?:casinos?|slot ?gacor|slots? online|online slots?|judi|togel|situs|sportsbook|betting|bandar|poker online|viagra|cialis|levitra"
    r"|escorts?|payday loans?|porn|xxx|replica watches|crypto signals|essay writing service|forex signals|1xbet|taruhan|gambling)\b"
)

_SPLIT = re.compile(r"\s+[|–—·»«•/:-]+\s+|\s*[|»·•]\s*")


def level(text: str) -> str:
    """A text as the patterns expect it."""
    flat = text.casefold().replace("’", "'").replace("‘", "'").replace("\u00a0", " ")
    return " ".join(flat.split())


def parts(title: str) -> list[str]:
    """A title, and the parts that sites make it of: 'Not found | Example' has two."""
    flat = level(title)
    return [
        piece.strip(" .!?…-–—:") for piece in [flat, *_SPLIT.split(flat)] if piece.strip(" .!?")
    ]


def fits(pattern: re.Pattern[str], *titles: str) -> bool:
    """Whether one of the titles, or a part of it, is just what the pattern describes."""
    return any(pattern.fullmatch(part) for title in titles for part in parts(title))
