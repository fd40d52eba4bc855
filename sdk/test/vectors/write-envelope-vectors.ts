#!/usr/bin/env -S npx tsx
import { writeFileSync } from "node:fs";
import { envelopeVectors } from "../second-implementation/vectors.ts";

/** Writes the file that the tests hold both implementations to. What is released changes no vector: it adds some. */
const text = `${JSON.stringify(envelopeVectors(), undefined, 2)}\n`;
writeFileSync(new URL("envelope-v1.json", import.meta.url), text);
