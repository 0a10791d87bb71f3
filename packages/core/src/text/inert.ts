/**
 * Marks stand in Markdown as letters of the private use area, one for one: so a parser sees a word where a mark is (not a bracket, whose
 * neighbourhood decides what is emphasis), and every offset stays. Likewise the signs that make an address of a word, which would become
 * a link, and the mark after it a part of the address.
 */
const PLAIN = '⟦⟧/=0123456789';
const ADDRESS = ':@.';
const FIRST = 0xf5d0;
const FIRST_OF_ADDRESS = 0xf5e0;

export const INERT_MARK = /\uF5D0[\uF5D2\uF5D3]?[\uF5D4-\uF5DD]+\uF5D1/g;
/** A mark as a model sees it: `⟦1⟧`, `⟦/1⟧`, `⟦=1⟧`. */
export const MARK = /⟦([/=]?)([0-9]+)⟧/g;
const ADDRESS_SIGN = /:(?=\/\/)|@|(?<=www)\.|:(?=\S+\uF5E1)/gi;

export const inert = (text: string): string =>
  text
    .replace(MARK, (mark) => mark.replace(/./g, (letter) => String.fromCharCode(FIRST + PLAIN.indexOf(letter))))
    .replace(ADDRESS_SIGN, (sign) => String.fromCharCode(FIRST_OF_ADDRESS + ADDRESS.indexOf(sign)));

export const withMarks = (text: string): string =>
  text.replace(/[\uF5D0-\uF5DD]/g, (letter) => PLAIN[letter.charCodeAt(0) - FIRST] as string);

export const withAddresses = (text: string): string =>
  text.replace(/[\uF5E0-\uF5E2]/g, (letter) => ADDRESS[letter.charCodeAt(0) - FIRST_OF_ADDRESS] as string);
