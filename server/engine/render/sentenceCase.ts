/** Where in a title a word is: at the beginning of it or of a sentence in it, right behind a sign that ends one, or elsewhere. */
type Place = 'start' | 'afterEnd' | 'within';

/**
 * A title in the rich text of CSL-JSON in sentence case, as styles want titles to be (CSL 1.0.2, "Sentence and Title Case Conversion"):
 * a word with a capital in front and none behind it gets a small letter, unless it begins a sentence. What is marked as keeping its case
 * does so.
 */
export function sentenceCase(rich: string): string {
	let place: Place = 'start';
	let out = '';
	/** The elements that are open, and whether the letters in each keep their case. */
	const open: boolean[] = [];
	for (const [piece] of rich.matchAll(/<[^<>]+>|<|[\p{L}\p{M}\p{N}]+|[^<\p{L}\p{M}\p{N}]+/gu)) {
		if (/^<\//.test(piece)) open.pop();
		else if (/^<[^<>]+>$/.test(piece)) open.push(open.at(-1) === true || /nocase|small-caps/.test(piece));
		if (/^</.test(piece)) {
			out += piece;
			continue;
		}
		if (/^[^\p{L}\p{N}]/u.test(piece)) {
			place = after(piece, place);
			out += piece;
		} else {
			out += open.at(-1) === true ? piece : wordAt(piece, place);
			place = 'within';
		}
	}
	return out;
}

function wordAt(word: string, place: Place): string {
	if (place === 'start') return /^\p{Ll}+$/u.test(word) ? capitalised(word) : word;
	return /^\p{Lu}[\p{Ll}\p{M}]*$/u.test(word) ? word.toLowerCase() : word;
}

/** Where the word behind some punctuation and blanks is. */
function after(signs: string, before: Place): Place {
	let place = before;
	for (const sign of signs) {
		if (/[.?!:]/.test(sign)) place = 'afterEnd';
		else if (/\s/.test(sign)) place = place === 'afterEnd' ? 'start' : place;
		else if (place === 'afterEnd' && !isQuoteOrBracket(sign)) place = 'within';
		else if (place === 'start' && /[-–—/;,]/.test(sign)) place = 'within';
	}
	return place;
}

/** Signs that may be between the end of a sentence and the next word. */
const isQuoteOrBracket = (sign: string): boolean => /[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\u0022\u0027]/u.test(sign);

/** A word with a capital at its start; a letter without a capital of its own, such as the German ß, stays. */
function capitalised(word: string): string {
	const capital = word.charAt(0).toUpperCase();
	return capital.length === 1 ? capital + word.slice(1) : word;
}
