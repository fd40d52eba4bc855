import type {
  BatchMessage,
  GrantMessage,
  GrantSealedMessage,
  RevokeAllMessage,
  RevokeMessage,
  RevokeSealedMessage,
} from "@idos/protocol";

/** What an owner signed for a relayer, who may be anybody, to send. */
export interface Signed<Message> {
  readonly message: Message;
  /** 0x and 65 bytes of a key account; of any length for a contract account. */
  readonly signature: string;
}

export type SignedGrant = Signed<GrantMessage>;
export type SignedRevoke = Signed<RevokeMessage>;
export type SignedGrantSealed = Signed<GrantSealedMessage>;
export type SignedRevokeSealed = Signed<RevokeSealedMessage>;
export type SignedRevokeAll = Signed<RevokeAllMessage>;
export type SignedBatch = Signed<BatchMessage>;
