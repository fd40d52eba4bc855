/** What every command of the index ends with. */
export const EXIT = {
  /** ready; equal to the contract; allowed; rebuilt. */
  yes: 0,
  /** Not ready; different from the contract; denied; not rebuilt. */
  no: 1,
  /** The command line or the configuration does not hold: nothing was asked or changed. */
  calledWrongly: 2,
  /** Redis or the chain's RPC did not say enough for an answer. */
  couldNotTell: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
