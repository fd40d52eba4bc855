/** Everything that comes from outside has a bound; both sides of the wire read it here. */
export const LIMITS = {
  jsonBodyBytesMax: 256 * 1024,
  jsonDepthMax: 16,
  /** Path and query. */
  requestTargetBytesMax: 2048,
  /** All of a request's headers. */
  headerBytesMax: 16 * 1024,
  envelopeBytesMax: 16 * 1024 * 1024,
  stagedBytesPerAccountMax: 64 * 1024 * 1024,
  stagedBytesMax: 1024 * 1024 * 1024,
  /** Bodies beyond jsonBodyBytesMax that one node process takes in at the same time, each a chunk in memory. */
  largeBodiesAtOnceMax: 32,
  /** Envelopes of more than one chunk that one node process sends at the same time, each two chunks in memory. */
  largeDownloadsAtOnceMax: 64,
  contentTypeBytesMax: 127,
  headerJwsBytesMax: 8 * 1024,
  shareDocumentBytesMax: 16 * 1024,
  receiptBytesMax: 4 * 1024,
  proofBytesMax: 4 * 1024,
  signatureBytesMax: 8 * 1024,
  signInMessageBytesMax: 4 * 1024,
  keyBackupBytesMax: 4 * 1024,
  keyBackupSlotsMax: 16,
  linkedAccountsMax: 32,
  recordsPerShareMax: 100,
  sharesPerRecordMax: 100,
  purposeCharactersMax: 280,
  pageSizeMax: 100,
  wrappedKeyBytes: 112,
  /** What a sealed share says to its owner alone: an account, its key and a seed (84), and the seal's own 48. */
  sealedForOwnerBytes: 132,
} as const;

/** Times of the sign-in and proof rules, in seconds. */
export const TIMES = {
  challengeTtlSeconds: 300,
  signInAgeSecondsMax: 600,
  sessionTtlSecondsMax: 24 * 3600,
  proofAgeSecondsMax: 60,
  clockSkewSeconds: 5,
  atLeastWaitSecondsMax: 10,
  stagedEnvelopeTtlSeconds: 3600,
} as const;
