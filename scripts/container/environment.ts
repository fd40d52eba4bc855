/** Authorities that Node.js trusts here beside its own: whoever fetches packages in a container needs them too. */
export const extraAuthoritiesFile: string | undefined = process.env["NODE_EXTRA_CA_CERTS"];
