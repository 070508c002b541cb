// Lower case, letters without accents, no apostrophes: "Patients’" and "patient's" end as "patients" and "patient".
export const plain = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/['’]/g, '')
