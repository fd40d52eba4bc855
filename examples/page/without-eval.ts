import * as z from "zod";

/** The page's policy forbids code from text, and trying it counts as a breach. Comes before every schema. */
z.config({ jitless: true });
