/** What a page may load of the SDK, by what it imports: KiB after gzip, without ethers and libsodium. */
export interface Budget {
  readonly names: readonly string[];
  readonly gzipKibMax: number;
  /** Folders of sdk/src that belong to other faces. */
  readonly without: readonly string[];
}

export const BUDGETS: readonly Budget[] = [
  { names: ["signIn"], gzipKibMax: 55, without: ["owner", "consumer", "issuer", "credentials"] },
  { names: ["signIn", "createOwner"], gzipKibMax: 68, without: ["consumer", "issuer"] },
  { names: ["signIn", "createConsumer"], gzipKibMax: 66, without: ["owner", "issuer"] },
  { names: ["signIn", "createIssuer"], gzipKibMax: 60, without: ["owner", "consumer"] },
  { names: ["decodeCredential"], gzipKibMax: 42, without: ["owner", "consumer", "issuer", "http", "chain"] },
  { names: ["isIdosError"], gzipKibMax: 4, without: ["owner", "consumer", "issuer", "http", "chain"] },
];
