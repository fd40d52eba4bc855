import { AccessManagementProtocol__factory } from "@idos/protocol";
import { formatEther } from "ethers";
import type { Approvable } from "../provider/parse-request.ts";

/** What a person reads before she approves. */
export interface Description {
  readonly title: string;
  /** Names and values, in order. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Shown as it is, with its lines. */
  readonly text?: string;
}

export function describe(asked: Approvable): Description {
  switch (asked.type) {
    case "sign-text":
      return { title: "Sign this text?", facts: [], text: textOf(asked.bytes) };
    case "sign-typed-data": {
      const { domain, primaryType, message } = asked.data;
      const facts = Object.entries(message).map(([name, value]) => [name, shown(value)] as const);
      return { title: `Sign “${primaryType}”?`, facts: [["for", shown(domain["name"])], ...facts] };
    }
    case "send": {
      const { to, data, value } = asked.transaction;
      const facts = [
        ["to", to] as const,
        ...(Number(value) === 0 ? [] : [["value", `${formatEther(value)} ETH`] as const]),
      ];
      const call = AccessManagementProtocol__factory.createInterface().parseTransaction({ data });
      if (call === null) return { title: "Send this transaction?", facts: [...facts, ["data", data]] };
      const values = call.fragment.inputs.map(({ name }, at) => [name, shown(call.args[at])] as const);
      return { title: `Send the transaction “${call.name}”?`, facts: [...facts, ...values] };
    }
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function shown(value: unknown): string {
  if (typeof value === "string" || typeof value === "bigint") return value.toString();
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
}
