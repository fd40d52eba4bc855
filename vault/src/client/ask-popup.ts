import { IdosError } from "@idos/sdk";
import type { Answer, AnswerOf } from "../messages/answers.ts";
import { popupRequestSchema } from "../messages/requests.ts";
import { askPort } from "./ask-port.ts";
import { openPopup } from "./open-popup.ts";

/** Opens the vault's window for one request and closes it with the answer. Throws ARGUMENT_INVALID before that. */
export async function askPopup<Type extends Answer["type"]>(
  vaultOrigin: string,
  asked: unknown,
  expected: Type,
): Promise<AnswerOf<Type>> {
  const request = popupRequestSchema.safeParse(asked);
  if (!request.success) {
    const [issue] = request.error.issues;
    const argument = String(issue?.path[0]);
    throw new IdosError("ARGUMENT_INVALID", `${argument}: ${issue?.message ?? ""}`, { argument });
  }
  const popup = openPopup(vaultOrigin);
  try {
    const port = askPort(await popup.port);
    popup.onClosed((error) => port.close(error));
    return await port.ask(request.data, expected);
  } finally {
    popup.close();
  }
}
