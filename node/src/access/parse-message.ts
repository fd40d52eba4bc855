import { SiweMessage } from "@signinwithethereum/siwe";
import { parseSignIn, type SignIn } from "@idos/protocol";

/**
 * The library takes an address for unchecksummed when the letters of its EIP-55 form happen to be all of one
 * case, as those of one address in about 2,400 are. `parseSignIn` has demanded the exact EIP-55 form by then.
 */
const CHECKSUM_WARNING = /^line 2: address is not EIP-55 checksummed/;

/** A sign-in message on which two readers agree: EIP-4361's own grammar, and idOS's narrower form of it. */
export function parseMessage(message: string): SignIn | undefined {
  const signIn = parseSignIn(message);
  if (signIn === undefined) return undefined;
  try {
    const siwe = new SiweMessage(message);
    const same =
      siwe.domain === signIn.domain &&
      siwe.address.toLowerCase() === signIn.account &&
      siwe.uri === signIn.sessionKey &&
      siwe.nonce === signIn.nonce &&
      siwe.chainId === signIn.chainId;
    return same && siwe.warnings.every((warning) => CHECKSUM_WARNING.test(warning)) ? signIn : undefined;
  } catch {
    return undefined;
  }
}
