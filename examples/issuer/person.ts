import * as z from "zod";

const BORN_MIN = "1900-01-01";

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Whether it is the code of a country (ISO 3166-1), and of none that is kept for private use. */
function isCountry(code: string): boolean {
  const name = /^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined;
  return name !== undefined && name !== regions.of("ZZ");
}

/** What a person types into the issuer's form. The page reads it with this, and so does the server. */
export const personSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Type your name as it stands in your passport.")
    .max(200, "A name has 200 characters at most."),
  birthDate: z.iso
    .date("Type the day that you were born.")
    .refine(
      (date) => date >= BORN_MIN && date <= new Date().toISOString().slice(0, 10),
      "That day is not in a living person's past.",
    ),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCountry, "Type the two letters of a country, such as PT for Portugal."),
});
export type Person = z.output<typeof personSchema>;
