"""Where our own theme lies, whoever builds the site, and what its pages may do."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

SHELL = Path(__file__).parent / "theme" / "shell"
FAVICON = "assets/images/favicon.svg"  # of the shell
INLINE = "partials/scheme.html"  # the one script that stands in the page itself


def closed() -> str:
    """A Content-Security-Policy for pages that people write in: nothing may leave them.

    No request by a script, no form to another site, no frame, and no file from another site. Only
    the shell's inline script may run beside the site's own files. The last two are for reading
    offline. See https://www.w3.org/TR/CSP3/.
    """
    script = (SHELL / INLINE).read_text(encoding="utf-8").removesuffix("\n")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; form-action 'self'; "
        "base-uri 'none'; manifest-src 'self'; worker-src 'self'"
    )
