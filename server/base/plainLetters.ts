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

const any = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** A text in lower case with those letters as people write them on a keyboard that lacks them: `łukasz` is `lukasz`. */
export const withPlainLetters = (small: string): string => small.replace(any, (letter) => plainLetters[letter]!);
