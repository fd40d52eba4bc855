import * as z from "zod";

/** What a server of ours answered instead of what was asked for. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const refusalSchema = z.object({ code: z.string(), message: z.string() });

export interface Call {
  /** Sent as JSON, by POST. */
  readonly body?: unknown;
  /** As whom, where the server asks that. */
  readonly token?: string;
}

/** Calls this page's server; `schema` reads its answer. Throws Refused. */
export async function call<Answer>(
  path: string,
  schema: z.ZodType<Answer>,
  { body, token }: Call = {},
): Promise<Answer> {
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return schema.parse(answer);
  const refusal = refusalSchema.safeParse(answer).data;
  throw new Refused(
    refusal?.code ?? "UNKNOWN",
    refusal?.message ?? `The server answered ${response.status}.`,
  );
}
