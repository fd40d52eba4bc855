import * as z from "zod";
import { call, Refused } from "../../page/call.ts";
import type { LoanApplication } from "../loan-application.ts";

const termsSchema = z.object({
  vault: z.url(),
  grantee: z.string(),
  records: z.array(z.object({ type: z.string(), claims: z.array(z.string()) })),
  purpose: z.string(),
  expiresInDays: z.int(),
});
export type Terms = z.output<typeof termsSchema>;

/** What this site asks people for. */
export function loadTerms(): Promise<Terms> {
  return call("/api/terms", termsSchema);
}

export function decide(application: LoanApplication): Promise<{ outcome: string }> {
  return call("/api/loans", z.object({ outcome: z.string() }), { body: application });
}

const ENDS = ["ACCESS_NOT_GRANTED", "RECORD_DELETED"];
const ASK_EVERY_MS = 2_000;

/** Resolves with the code of what ended the access; undefined when the application is too old to ask with. */
export async function untilAccessEnds(application: LoanApplication): Promise<string | undefined> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    try {
      await decide(application);
    } catch (error) {
      // Anything else, such as a server that restarts, says nothing about the access.
      if (!(error instanceof Refused)) continue;
      if (ENDS.includes(error.code)) return error.code;
      if (error.code === "APPLICANT_UNPROVEN") return undefined;
    }
  }
}
