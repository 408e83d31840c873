/** Letters that Unicode does not take apart, as people write them without accents; small ones alone. */
const plainLetters: Readonly<Record<string, string>> = {
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	ħ: 'h',
	ı: 'i',
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	þ: 'th',
};

/** Nothing but their case changes of letters that are all in ASCII. */
const ascii = /^\p{ASCII}*$/u;
const any = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/**
 * A text as people write it on a keyboard that lacks its letters: compatibility forms resolved, accents and soft hyphens dropped, lower case,
 * `Łukasz` as `lukasz`.
 */
export const plainText = (text: string): string =>
	ascii.test(text)
		? text.toLowerCase()
		: text
				.normalize('NFKD')
				.replace(/[\p{M}\u00ad]/gu, '')
				.toLowerCase()
				.replace(any, (letter) => plainLetters[letter]!);
