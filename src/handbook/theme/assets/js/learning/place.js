// Where a site keeps its records: one database for each framework and each address that an edition stands at.
export const placeOf = (root) => {
  const { framework, version } = root.dataset
  const path = new URL(root.dataset.root, location.href).pathname
  const catalogue = new URL(root.dataset.catalogue ?? `${root.dataset.root}my-learning/catalogue.js`, location.href).href
  return { framework, version, path, catalogue, name: `handbook-learning:${framework}:${path}` }
}
