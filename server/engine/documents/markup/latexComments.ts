import { LineStarts } from '../../base/lines.js';

/** Returns a test of whether a comment hides what is at an offset. Asked in ascending order, it looks at each letter of a text once. */
export function commentTest(text: string): (at: number) => boolean {
	const lines = new LineStarts(text);
	let seen = 0;
	let isHidden = false;
	return (at) => {
		const line = lines.of(at);
		if (line > seen || at < seen) {
			seen = line;
			isHidden = false;
		}
		for (; seen < at && !isHidden; seen++) isHidden = text[seen] === '%' && text[seen - 1] !== '\\';
		return isHidden;
	};
}
