import { IdosError } from "@idos/sdk";
import { type Answer, type AnswerOf, enclosedAnswerSchema } from "../messages/answers.ts";
import { VAULT_MESSAGES } from "../messages/handshake.ts";
import type { FrameRequest, PopupRequest } from "../messages/requests.ts";

export interface AskedPort {
  /** The answer of this type; a refusal, or another answer, is thrown. */
  ask<Type extends Answer["type"]>(
    request: FrameRequest | PopupRequest,
    expected: Type,
  ): Promise<AnswerOf<Type>>;
  /** Ends what waits for an answer, with this error. */
  close(error: IdosError): void;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: IdosError) => void;
}

/** Asks the vault at the other end of a port. Each answer counts once, for the request that it names. */
export function askPort(port: MessagePort): AskedPort {
  const waiting = new Map<string, Waiting>();
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const parsed = enclosedAnswerSchema.safeParse(data);
    const id = parsed.data?.id ?? "";
    const asked = waiting.get(id);
    if (parsed.data === undefined || asked === undefined) return;
    waiting.delete(id);
    asked.resolve(parsed.data.answer);
  };
  return {
    async ask(request, expected) {
      const id = crypto.randomUUID();
      const answer = await new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        port.postMessage({ v: VAULT_MESSAGES, id, request });
      });
      if (isOfType(answer, expected)) return answer;
      const code = answer.type === "refused" ? answer.code : "VAULT_FAILED";
      throw new IdosError(code, "The vault refused", { request: request.type });
    },
    close(error) {
      port.close();
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

function isOfType<Type extends Answer["type"]>(answer: Answer, type: Type): answer is AnswerOf<Type> {
  return answer.type === type;
}
