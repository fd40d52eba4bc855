import type { Address, Bytes32, KeyBackup, SignedAccountLink, SignedKeyBinding } from "@idos/protocol";

export interface StoredUser {
  readonly userId: Bytes32;
  /** The founding link first, then in the order of linking. */
  readonly accounts: readonly SignedAccountLink[];
  readonly keyBinding: SignedKeyBinding | null;
  /** The provider's account. */
  readonly createdBy: Address;
  readonly createdAtSeconds: number;
}

export interface UserReader {
  userByAccount(account: Address): Promise<StoredUser | undefined>;
  userById(userId: Bytes32): Promise<StoredUser | undefined>;
  keyBackups(userId: Bytes32): Promise<readonly KeyBackup[]>;
}

/** `erased`: a user had this id and was erased; it is not used again. */
export type CreateUserOutcome = "created" | "account-taken" | "erased";

/** Every write is one transaction; when it resolves, the change survives a crash of node and database. */
export interface UserWriter {
  createUser(
    user: Pick<StoredUser, "userId" | "createdBy" | "createdAtSeconds">,
    founding: SignedAccountLink,
  ): Promise<CreateUserOutcome>;
  linkAccount(
    userId: Bytes32,
    link: SignedAccountLink,
  ): Promise<"linked" | "account-taken" | "limit-reached">;
  /** `older` when the newest binding has the same or a later issuedAt, unless it is this very one. */
  bindKey(userId: Bytes32, binding: SignedKeyBinding): Promise<"bound" | "older">;
  putKeyBackup(userId: Bytes32, backup: KeyBackup): Promise<"stored" | "limit-reached">;
  deleteKeyBackup(userId: Bytes32, slot: string): Promise<"deleted" | "not-found">;
}
