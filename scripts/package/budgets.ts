/** What a page may load of the SDK, by what it imports: KiB after gzip, without ethers and what is fetched when needed. */
export interface Budget {
  readonly names: readonly string[];
  readonly gzipKibMax: number;
  /** Folders of sdk/src that belong to other faces. */
  readonly without: readonly string[];
}

export const BUDGETS: readonly Budget[] = [
  { names: ["signIn"], gzipKibMax: 60, without: ["owner", "consumer", "issuer", "credentials"] },
  { names: ["signIn", "createOwner"], gzipKibMax: 78, without: ["consumer", "issuer"] },
  { names: ["signIn", "createConsumer"], gzipKibMax: 76, without: ["owner", "issuer"] },
  { names: ["signIn", "createIssuer"], gzipKibMax: 66, without: ["owner", "consumer"] },
  { names: ["decodeCredential"], gzipKibMax: 38, without: ["owner", "consumer", "issuer", "http", "chain"] },
  { names: ["isIdosError"], gzipKibMax: 5, without: ["owner", "consumer", "issuer", "http", "chain"] },
];
