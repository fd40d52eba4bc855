/** What a credential may cost a reader before anything of it is believed. */
export const CREDENTIAL_LIMITS = {
  /** The whole text, key binding included. */
  sdJwtCharactersMax: 128 * 1024,
  disclosuresMax: 512,
  /** Objects and arrays within one another, in the payload, in each disclosure and in what they make together. */
  depthMax: 16,
  /** An issuer's key set, as it is served. */
  issuerMetadataBytesMax: 64 * 1024,
  issuerKeysMax: 32,
  /** A status list token, as it is served. */
  statusTokenBytesMax: 1024 * 1024,
  /** Its list, inflated: a million credentials at eight bits, eight million at one. */
  statusListBytesMax: 1024 * 1024,
  fetchTimeoutMs: 10_000,
} as const;
