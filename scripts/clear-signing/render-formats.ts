import { FIELDS } from "./fields.ts";
import type { Format, Formats, ShownField } from "./format.ts";
import type { Sentence } from "./sentences.ts";
import type { Input, Signature } from "./signatures.ts";

/** What a wallet shows for each signature. Throws where nobody said how a call, a message or a value is shown. */
export function renderFormats(
  signatures: readonly Signature[],
  sentences: Readonly<Record<string, Sentence>>,
): Formats {
  return Object.fromEntries(
    signatures.map(({ name, key, inputs }) => {
      const sentence = sentences[name];
      if (sentence === undefined) throw new Error(`nobody said how ${name} is shown`);
      return [key, { ...sentence, fields: inputs.flatMap(fieldsOf) }];
    }),
  );
}

function fieldsOf({ name, elements }: Input): Format["fields"] {
  if (elements.length === 0) return valuesOf(name);
  const fields = elements.flatMap((element) => valuesOf(element.name));
  return [{ path: `${name}.[]`, iteration: "bundled", fields }];
}

function valuesOf(name: string): readonly ShownField[] {
  const fields = FIELDS[name];
  if (fields === undefined) throw new Error(`nobody said how ${name} is shown`);
  return fields;
}
