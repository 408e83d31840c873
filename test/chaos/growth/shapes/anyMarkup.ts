import { nested, repeated, type Shape, word } from './shape.js';

/** Prose that names papers of the library that the measurement has. */
const prose = (index: number): string =>
	`The ${word(index)} of ${word(index + 5)} by Lang${index} and Abel (1990) is like 10.1000/${index} and arXiv:1606.03657. `;

/** What any text may be, in any markup. */
export const anyMarkup: Readonly<Record<string, Shape>> = {
	'prose in one line': repeated(prose),
	'prose in lines': repeated((index) => `${prose(index)}\n`),
	'prose in paragraphs': repeated((index) => `${prose(index)}\n\n`),
	'one letter': repeated('x'),
	'one word': repeated('Lang '),
	capitals: repeated((index) => `${String.fromCharCode(65 + (index % 26))}. `),
	'one author and year': repeated('Lang et al. (1990) '),
	digits: repeated('1990'),
	blanks: repeated(' '),
	'blank lines': repeated('\n'),
	'blanks in lines': repeated('    \n'),
	tabs: repeated('\t'),
	'brackets that open': repeated('['),
	'brackets within brackets': nested('[', ']', 'x'),
	'braces that open': repeated('{'),
	'braces within braces': nested('{', '}', 'x'),
	'parentheses that open': repeated('('),
	'parentheses within parentheses': nested('(', ')', 'x'),
	dollars: repeated('$'),
	formulas: repeated('$x_1$ '),
	backticks: repeated('`'),
	stars: repeated('*'),
	'stars around words': repeated('*a* '),
	underscores: repeated('_'),
	backslashes: repeated('\\'),
	hashes: repeated('#'),
	'at signs': repeated('@'),
	'percent signs': repeated('%'),
	colons: repeated(':'),
	quotes: repeated('"'),
	'angle brackets': repeated('<'),
	addresses: repeated((index) => `https://doi.org/10.1000/${index} `),
	'one long address': repeated('a/', 'https://doi.org/10.1000/'),
	NUL: repeated('\0'),
	'combining marks': repeated('\u0301', 'e'),
	'halves of letters': repeated('\ud800'),
	'lines that end as in Windows': repeated((index) => `${prose(index)}\r\n`),
};
