import type {
  AccountHistory,
  Address,
  Bytes32,
  KeyBackup,
  SignedAccountLink,
  SignedAccountUnlink,
  SignedKeyBinding,
} from "@idos/protocol";

export interface StoredUser {
  readonly userId: Bytes32;
  /** The founding link first, then in the order of linking; accounts that have left stay in it. */
  readonly accounts: AccountHistory;
  readonly keyBinding: SignedKeyBinding | null;
  /** Those that it replaced, from the oldest. */
  readonly earlierKeyBindings: readonly SignedKeyBinding[];
  /** The provider's account. */
  readonly createdBy: Address;
  readonly createdAtSeconds: number;
}

export interface UserReader {
  /** Whose account it is now. */
  userByAccount(account: Address): Promise<StoredUser | undefined>;
  userById(userId: Bytes32): Promise<StoredUser | undefined>;
  keyBackups(userId: Bytes32): Promise<readonly KeyBackup[]>;
}

/** `unfit`: by the rules of a user's account history (`linkFault`, `unlinkFault`) it cannot come next. */
export type LinkOutcome = "linked" | "account-taken" | "limit-reached" | "unfit";

export interface AccountWriter {
  linkAccount(userId: Bytes32, link: SignedAccountLink): Promise<LinkOutcome>;
  /** Ends the account's link, and with it every session of the account. */
  unlinkAccount(userId: Bytes32, unlink: SignedAccountUnlink): Promise<"unlinked" | "unfit">;
}

/** `erased`: a user had this id and was erased; it is not used again. */
export type CreateUserOutcome = "created" | "account-taken" | "erased";

/** Every write is one transaction; when it resolves, the change survives a crash of node and database. */
export interface UserWriter extends AccountWriter {
  createUser(
    user: Pick<StoredUser, "userId" | "createdBy" | "createdAtSeconds">,
    founding: SignedAccountLink,
  ): Promise<CreateUserOutcome>;
  /**
   * `older` when the newest binding has the same or a later issuedAt, unless it is this very one. `overtaken` when it is
   * not the one that was issued at `afterIssuedAt` any more, null for none.
   */
  bindKey(
    userId: Bytes32,
    binding: SignedKeyBinding,
    afterIssuedAt: number | null,
  ): Promise<"bound" | "older" | "overtaken">;
  putKeyBackup(userId: Bytes32, backup: KeyBackup): Promise<"stored" | "limit-reached">;
  deleteKeyBackup(userId: Bytes32, slot: string): Promise<"deleted" | "not-found">;
}
