import { isIdosError } from "@idos/sdk";

/** The stable code with which a call was refused. Throws where it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  const outcome = await call.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("value" in outcome) throw new Error(`it was served: ${JSON.stringify(outcome.value)}`);
  if (isIdosError(outcome.error)) return outcome.error.code;
  throw outcome.error;
}

/** What a wallet throws when its person declines. */
export function declined(): Promise<never> {
  return Promise.reject(Object.assign(new Error("declined"), { code: "ACTION_REJECTED" }));
}
