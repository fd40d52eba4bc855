import { z } from "zod";

export const noFields = z.strictObject({});

/** For routes without path parameters or query. */
export const unaddressed = { params: noFields, query: noFields } as const;
