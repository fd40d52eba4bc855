import * as z from "zod";

/** The person declined (EIP-1193). */
export const REJECTED = 4001;

/** The code of what a wallet throws when a page asks it directly, and not through the SDK. */
export function walletErrorCode(error: unknown): number | undefined {
  return z.object({ code: z.number() }).safeParse(error).data?.code;
}
