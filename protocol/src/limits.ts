/** Everything that comes from outside has a bound; both sides of the wire read it here. */
export const LIMITS = {
  jsonBodyBytesMax: 256 * 1024,
  jsonDepthMax: 16,
  /** Path and query. */
  requestTargetBytesMax: 2048,
  /** All of a request's headers. */
  headerBytesMax: 16 * 1024,
  envelopeBytesMax: 16 * 1024 * 1024,
  /** Of all accounts of a user; of a provider without an entry, of his account. */
  stagedBytesPerUserMax: 64 * 1024 * 1024,
  stagedBytesMax: 1024 * 1024 * 1024,
  /** Bodies beyond jsonBodyBytesMax that one node process takes in at the same time, each a chunk in memory; each: of one user. */
  largeBodies: { atOnceMax: 32, eachMax: 8 },
  /** Exports, and envelopes of more than one chunk, that one node process sends at the same time, each two chunks in memory. */
  largeDownloads: { atOnceMax: 64, eachMax: 16 },
  /** Event streams of one node process, and of one session among them. */
  eventStreamsMax: 256,
  eventStreamsPerSessionMax: 4,
  contentTypeBytesMax: 127,
  headerJwsBytesMax: 8 * 1024,
  shareDocumentBytesMax: 16 * 1024,
  receiptBytesMax: 4 * 1024,
  proofBytesMax: 4 * 1024,
  signatureBytesMax: 8 * 1024,
  signInMessageBytesMax: 4 * 1024,
  /** Nodes that one sign-in message may be for. */
  signInNodesMax: 8,
  /** Of what a node draws for a sign-in: 62^22 is a little more than 2^130. */
  nonceCharacters: 22,
  keyBackupBytesMax: 4 * 1024,
  keyBackupSlotsMax: 16,
  keyBackupParametersMax: 16,
  /** A passkey's id takes up to 1,023 bytes. */
  keyBackupParameterCharactersMax: 1364,
  /** Of a user from the first on, the one in force included. */
  keyBindingsMax: 64,
  keySuccessionBytesMax: 1024,
  linkedAccountsMax: 32,
  /** Of one account, by its key or by its contract on one chain; with one more, the one that expires first ends. */
  sessionsPerAccountMax: 64,
  /** Links of a user from the first on, those of accounts that have left included. */
  accountHistoryMax: 128,
  recordsPerShareMax: 100,
  sharesPerRecordMax: 100,
  purposeCharactersMax: 280,
  pageSizeMax: 100,
  /** What a requester seals for the owner, the seal's own bytes included. */
  requestBodyBytesMax: 4 * 1024,
  requestDocumentBytesMax: 12 * 1024,
  pendingRequestsPerRequesterMax: 5,
  pendingRequestsPerOwnerMax: 1000,
  /** Of those that are no longer pending, an owner's newest; older ones are forgotten. */
  closedRequestsPerOwnerMax: 1000,
  exportChunkBytesMax: 256 * 1024,
  /** An owner's signed head; her manifest, which has room for some 6,000 records and shares. */
  ownerHeadJwsBytesMax: 8 * 1024,
  manifestBytesMax: 1024 * 1024,
  headNodesMax: 16,
  /** A record, a share or a user's entry as nodes hand it to each other. */
  replicaItemBytesMax: 1024 * 1024,
  writeGrantsPerItemMax: 1000,
  /** Heads in one answer of a change feed. */
  feedPageSizeMax: 50,
  wrappedKeyBytes: 112,
  /** What crypto_box_seal adds. */
  sealBytes: 48,
  /** What a sealed share says to its owner alone: an account, its key and a seed (84), and the seal's own 48. */
  sealedForOwnerBytes: 132,
} as const;

/** Times of the sign-in and proof rules, in seconds. */
export const TIMES = {
  challengeTtlSeconds: 300,
  signInAgeSecondsMax: 600,
  sessionTtlSecondsMax: 24 * 3600,
  /** Of an account whose contract says what it signed: who may sign for it can change at any time. */
  contractSessionTtlSecondsMax: 3600,
  /** After so long the contract is asked again whether the session is still its own. */
  contractRecheckSeconds: 600,
  proofAgeSecondsMax: 60,
  clockSkewSeconds: 5,
  atLeastWaitSecondsMax: 10,
  /** An event stream on which nothing happens carries a comment so often; its session is looked at as often. */
  eventBeatSeconds: 5,
  stagedEnvelopeTtlSeconds: 3600,
  requestTtlSecondsMax: 30 * 24 * 3600,
  /** How far ahead of a node's clock a head's time may be: clocks of operators differ by minutes, not by hours. */
  headSkewSeconds: 600,
} as const;
