import { z } from "zod";

/** For routes without path parameters or query. */
export const noFields = z.strictObject({});
