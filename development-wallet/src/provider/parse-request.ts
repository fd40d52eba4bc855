import { getBytes, isHexString } from "ethers";
import * as z from "zod";
import { LOCAL_CHAIN_ID } from "../config.ts";
import { ProviderError } from "./provider-error.ts";

const hex = z.string().regex(/^0x[0-9a-fA-F]*$/);
const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const chain = z.tuple([z.looseObject({ chainId: hex })]);
const transaction = z.object({
  from: address,
  to: address,
  data: hex.default("0x"),
  value: hex.default("0x0"),
  gas: hex.optional(),
});
const typedData = z.object({
  domain: z.record(z.string(), z.unknown()),
  types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
  primaryType: z.string(),
  message: z.record(z.string(), z.unknown()),
});

/** What a person is asked to approve. */
export type Approvable =
  | { readonly type: "sign-text"; readonly from: string; readonly bytes: Uint8Array }
  | { readonly type: "sign-typed-data"; readonly from: string; readonly data: z.output<typeof typedData> }
  | { readonly type: "send"; readonly from: string; readonly transaction: z.output<typeof transaction> };

/** The signature or transaction that is asked for; undefined for other methods. Throws ProviderError. */
export function parseApprovable(method: string, params: unknown): Approvable | undefined {
  switch (method) {
    case "personal_sign": {
      const [text, from] = parse(z.tuple([z.string(), address]).rest(z.unknown()), params);
      return {
        type: "sign-text",
        from,
        bytes: isHexString(text) ? getBytes(text) : new TextEncoder().encode(text),
      };
    }
    case "eth_signTypedData_v4": {
      const [from, json] = parse(z.tuple([address, z.string()]), params);
      const data = parse(typedData, parseJson(json));
      // What is bound to no chain, such as a statement to an issuer, has none.
      if (Number(data.domain["chainId"] ?? LOCAL_CHAIN_ID) !== LOCAL_CHAIN_ID)
        throw new ProviderError("INVALID_PARAMS", "The development wallet signs for the local chain only");
      return { type: "sign-typed-data", from, data };
    }
    case "eth_sendTransaction": {
      const [asked] = parse(z.tuple([transaction]), params);
      return { type: "send", from: asked.from, transaction: asked };
    }
    default:
      return undefined;
  }
}

/** Throws CHAIN_UNKNOWN for any chain but the local one. */
export function requireLocalChain(params: unknown): void {
  const [{ chainId }] = parse(chain, params);
  if (Number(chainId) !== LOCAL_CHAIN_ID)
    throw new ProviderError("CHAIN_UNKNOWN", "The development wallet knows the local chain only");
}

function parse<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProviderError("INVALID_PARAMS", z.prettifyError(parsed.error));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
