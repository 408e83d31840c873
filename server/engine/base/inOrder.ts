/** Whether letters (UTF-16 code units) are among those of a text, in their order: "vscode" in "visual studio code". */
export function isAmong(letters: string, text: string): boolean {
	let at = 0;
	for (const letter of text) if (letter === letters[at]) at++;
	return at === letters.length;
}
