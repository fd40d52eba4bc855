/** Of the query that holds all of her records. */
export const RECORDS_KEY = ["records"];
