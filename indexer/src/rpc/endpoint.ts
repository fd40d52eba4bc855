import { type Address, type Bytes32, fromHex, toHex } from "@idos/protocol";
import { ContradictionError } from "../errors.ts";
import { keccak256 } from "../keccak.ts";
import { type ChainQuestions, createChainQuestions } from "./chain-questions.ts";
import type { JsonRpc } from "./json-rpc.ts";
import { createPenalty, type Penalty } from "./penalty.ts";

export interface EndpointIdentity {
  readonly chainId: number;
  readonly contract: Address;
  /** keccak256 of the contract's code. */
  readonly codeHash?: Bytes32 | undefined;
}

/** This endpoint is of another chain, or the contract is not there as configured. */
export class WrongEndpointError extends ContradictionError {
  override readonly name = "WrongEndpointError";
}

export interface Endpoint {
  /** Of its URL, the part that is no secret. */
  readonly host: string;
  readonly questions: ChainQuestions;
  readonly penalty: Penalty;
  /** Rejects with WrongEndpointError unless this is what was configured. Once it is, the endpoint is asked no more. */
  verify(): Promise<void>;
  /** The next verification asks again. */
  forgetIdentity(): void;
  /** How the last verification failed, if it found another chain or contract. */
  wrong(): WrongEndpointError | undefined;
}

export function createEndpoint(host: string, call: JsonRpc, identity: EndpointIdentity): Endpoint {
  const questions = createChainQuestions(call, identity.contract);
  let verifying: Promise<void> | undefined;
  let wrong: WrongEndpointError | undefined;

  function forgetIdentity(): void {
    verifying = undefined;
  }

  async function verify(): Promise<void> {
    wrong = undefined;
    const found = await difference(questions, identity);
    if (found === undefined) return;
    wrong = new WrongEndpointError(`${host}: ${found}`);
    throw wrong;
  }

  return {
    host,
    questions,
    penalty: createPenalty(),
    verify() {
      verifying ??= verify().catch((error: unknown) => {
        forgetIdentity();
        throw error;
      });
      return verifying;
    },
    forgetIdentity,
    wrong: () => wrong,
  };
}

async function difference(questions: ChainQuestions, wanted: EndpointIdentity): Promise<string | undefined> {
  const chainId = await questions.chainId();
  if (chainId !== wanted.chainId) return `the RPC is of chain ${chainId}, not of chain ${wanted.chainId}`;
  const code = await questions.code();
  if (code === "0x") return `there is no contract at ${wanted.contract}`;
  const codeHash = toHex(keccak256(fromHex(code)));
  if (wanted.codeHash === undefined || wanted.codeHash === codeHash) return undefined;
  return `the code at ${wanted.contract} has the hash ${codeHash}, not ${wanted.codeHash}`;
}
