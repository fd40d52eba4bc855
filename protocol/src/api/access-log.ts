import * as z from "zod";
import { receiptJwsSchema } from "../receipt.ts";
import { cursorSchema } from "./records.ts";

/** GET /v1/me/access-log: who read what of the caller's at this node, newest first. See `verifyReceiptChain`. */
export const accessLogPageSchema = z.strictObject({
  receipts: z.array(receiptJwsSchema),
  next: cursorSchema.nullable(),
});
export type AccessLogPage = z.infer<typeof accessLogPageSchema>;
