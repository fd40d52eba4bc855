import type { Bytes32, SealOpening } from "@idos/protocol";
import type { AccessSigning } from "../chain/access-signing.ts";
import { secondsFrom } from "../chain/expiry.ts";
import type { SignedGrant, SignedGrantSealed, SignedRevokeAll } from "../chain/signed-messages.ts";
import type { IdosSession } from "../session/idos-session.ts";
import { orTakeBack } from "./or-take-back.ts";
import { type GrantRequest, stageShare } from "./stage-share.ts";

/** "1h", "7d": how long a relayer may send what was signed; an hour unless said otherwise. */
export type ValidFor = `${number}${"m" | "h" | "d"}`;

interface OfShare {
  readonly shareId: Bytes32;
  readonly handle: Bytes32;
}

/**
 * What a relayer sends: `relayGrant` or `relayGrantSealed`, by `kind`. Where `session.finality` is a number, the grant
 * counts as many blocks after the one of the relayer's receipt.
 */
export type GrantSigned =
  | (OfShare & { readonly kind: "public"; readonly signed: SignedGrant })
  | (OfShare & {
      readonly kind: "sealed";
      readonly signed: SignedGrantSealed;
      /** For the grantee, not for the relayer. */
      readonly sealed: SealOpening;
    });

/** What an owner decides by her signature alone, for somebody else to send and pay for. */
export interface SignedAccess {
  /** Leaves the share at the node and signs its grant. If the person declines, the share is taken back. */
  grant(request: GrantRequest, options?: { readonly validFor?: ValidFor }): Promise<GrantSigned>;
  /** Signs the end of every grant of the account. Her shares' keys stay at the node, where they are of no more use. */
  revokeAll(options?: { readonly validFor?: ValidFor }): Promise<SignedRevokeAll>;
}

export function signedAccess(session: IdosSession, contract: AccessSigning): SignedAccess {
  const deadline = ({ validFor = "1h" }: { readonly validFor?: ValidFor } = {}): bigint =>
    BigInt(session.nowSeconds() + secondsFrom(validFor));
  return {
    async grant(request, options) {
      const until = deadline(options);
      const share = await stageShare(session, request);
      const { shareId, handle, opening } = share;
      const sign = async (): Promise<GrantSigned> =>
        opening === null
          ? { kind: "public", shareId, handle, signed: await contract.signGrant(share, until) }
          : {
              ...{ kind: "sealed", shareId, handle, sealed: opening },
              signed: await contract.signGrantSealed(share, until),
            };
      return orTakeBack(session, [share], () => true, sign);
    },
    revokeAll: async (options) => contract.signRevokeAll(deadline(options)),
  };
}
