/** Why something of a peer's is not taken over. */
export type ReplicaFault =
  /** The peer did not answer in time, with an error, or not at all. */
  | "unreachable"
  /** It refused, or does not hand over what it announced. */
  | "withheld"
  | "too-large"
  | "malformed"
  /** Other bytes than those of the hash. */
  | "other-bytes"
  /** A signature, or the right of its account to make it, does not hold. */
  | "unsigned"
  /** Of another owner, record or share than the one asked for. */
  | "foreign"
  /** See `HeadDecision` and `ManifestFault`. */
  | "equivocation"
  | "from-future"
  | "not-here"
  | "older-record"
  | "undeleted-share"
  /** The owner was erased here. */
  | "erased"
  /** An account, a record or a share is another owner's here. */
  | "taken"
  /** It contradicts what is held: neither account history continues the other, or a share's record is not there. */
  | "unfit"
  /** This node's room for what it receives is taken. */
  | "no-room";

export class ReplicaRefused extends Error {
  override readonly name = "ReplicaRefused";
  readonly fault: ReplicaFault;

  constructor(fault: ReplicaFault, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.fault = fault;
  }
}
