/** "Shoe size" becomes "profile/shoe-size", so that other applications find it under one name. */
export function attributeTypeOf(name: string): string {
  const words = name
    .toLowerCase()
    .normalize("NFKD")
    .match(/[\p{Letter}\p{Number}]+/gu);
  return words === null ? "" : `profile/${words.join("-")}`;
}
