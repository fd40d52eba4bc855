const KIB = 1_024;

/** "2 KiB", "16 MiB". */
export function sizeText(bytes: number): string {
  return bytes < KIB * KIB ? `${bytes / KIB} KiB` : `${bytes / KIB / KIB} MiB`;
}

/** "0", "2.5 %". */
export function percentText(share: number): string {
  return share === 0 ? "0" : `${(share * 100).toLocaleString("en", { maximumSignificantDigits: 2 })} %`;
}
