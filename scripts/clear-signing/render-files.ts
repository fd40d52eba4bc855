import type { DeployedAt } from "./deployments.ts";
import { renderFormats } from "./render-formats.ts";
import { CALLS, MESSAGES } from "./sentences.ts";
import { callSignatures, messageSignatures } from "./signatures.ts";

const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json";
const NAME = "AccessManagementProtocol";
const METADATA = { owner: "idOS", contractName: "Access Management Protocol" };

/** The contract's ERC-7730 files, by name: one for transactions, one for messages to sign. */
export function renderFiles(deployments: readonly DeployedAt[]): Map<string, string> {
  const calls = {
    context: { $id: NAME, contract: { deployments } },
    formats: renderFormats(callSignatures(), CALLS),
  };
  const domain = { name: "Access Management Protocol", version: "1" };
  const messages = {
    context: { $id: NAME, eip712: { domain, deployments } },
    formats: renderFormats(messageSignatures(), MESSAGES),
  };
  return new Map([
    [`calldata-${NAME}.json`, render(calls)],
    [`eip712-${NAME}.json`, render(messages)],
  ]);
}

function render({ context, formats }: { readonly context: object; readonly formats: object }): string {
  const file = { $schema: SCHEMA, context, metadata: METADATA, display: { formats } };
  return `${JSON.stringify(file, null, 2)}\n`;
}
