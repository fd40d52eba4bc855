import { Agent, request } from "node:http";
import {
  AccessManagementProtocol__factory,
  type Address,
  type Bytes32,
  type GrantState,
} from "@idos/protocol";
import { z } from "zod";

const answerSchema = z.object({ result: z.string().regex(/^0x[0-9a-f]{192}$/) });
const HEADERS = { "content-type": "application/json" };
const WORD_HEX = 64;

export type AskChain = (owner: Address, handle: Bytes32) => Promise<GrantState>;

/**
 * One `eth_call` of `grantOf` at the latest block over kept connections. The owner's epoch, which a node that lived
 * without an index would have to ask for as well, is left out in its favour.
 */
export function createAskChain(url: string, contract: Address): AskChain {
  const agent = new Agent({ keepAlive: true });
  const selector = AccessManagementProtocol__factory.createInterface().getFunction("grantOf").selector;
  return async (owner, handle) => {
    const data = `${selector}${owner.slice(2).padStart(WORD_HEX, "0")}${handle.slice(2)}`;
    const call = { jsonrpc: "2.0", id: 1, method: "eth_call", params: [{ to: contract, data }, "latest"] };
    const { result } = answerSchema.parse(JSON.parse(await post(url, agent, JSON.stringify(call))));
    const expiresAt = BigInt(result.slice(0, 2 + WORD_HEX));
    return expiresAt === 0n ? { kind: "none" } : { kind: "granted", sinceBlock: 0, expiresAt };
  };
}

function post(url: string, agent: Agent, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: "POST", agent, headers: HEADERS }, (response) => {
      const chunks: string[] = [];
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => chunks.push(chunk));
      response.on("end", () => resolve(chunks.join("")));
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
