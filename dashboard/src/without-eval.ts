import * as z from "zod";

/** The page's policy forbids code from text, which zod would otherwise try before it parses. */
z.config({ jitless: true });
