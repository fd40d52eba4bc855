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

/** A public grant, signed by its owner. */
export type SignedGrant = Signed<GrantMessage>;
/** The end of a public grant, signed by its owner. */
export type SignedRevoke = Signed<RevokeMessage>;
/** A sealed grant, signed by its owner. */
export type SignedGrantSealed = Signed<GrantSealedMessage>;
/** The end of a sealed grant, signed by its owner. */
export type SignedRevokeSealed = Signed<RevokeSealedMessage>;
/** The end of all grants, signed by their owner. */
export type SignedRevokeAll = Signed<RevokeAllMessage>;
/** Several changes under one signature of their owner. */
export type SignedBatch = Signed<BatchMessage>;
