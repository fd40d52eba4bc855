/** What a page may load of the SDK, by what it imports: KiB after gzip, without ethers and what is fetched when needed. */
export interface Budget {
  readonly names: readonly string[];
  readonly gzipKibMax: number;
  /** Folders of sdk/src that belong to other faces. */
  readonly without: readonly string[];
}

export const BUDGETS: readonly Budget[] = [
  { names: ["signIn"], gzipKibMax: 57, without: ["owner", "consumer", "issuer", "credentials"] },
  { names: ["signIn", "createOwner"], gzipKibMax: 69, without: ["consumer", "issuer"] },
  { names: ["signIn", "createConsumer"], gzipKibMax: 69, without: ["owner", "issuer"] },
  { names: ["signIn", "createIssuer"], gzipKibMax: 61, without: ["owner", "consumer"] },
  { names: ["verifyCredential"], gzipKibMax: 38, without: ["owner", "consumer", "issuer", "http", "chain"] },
  { names: ["isIdosError"], gzipKibMax: 5, without: ["owner", "consumer", "issuer", "http", "chain"] },
];
