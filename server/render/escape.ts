/** Text as Markdown that shows just this text, on one line: no emphasis, link, picture, HTML or list can come of it (CommonMark §2.4). */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/\s*[\r\n]+\s*/g, ' ')
		.replace(/[\\`*_{}[\]|~$]/g, '\\$&')
		.replace(/^(\s*)([-+#>]|\d+[.)])/, (_, blank: string, mark: string) => `${blank}${mark.slice(0, -1)}\\${mark.slice(-1)}`)
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;');
}

/** Text as inline code, whatever backticks it holds (CommonMark §6.1). */
export function codeSpan(text: string): string {
	const flat = text.replace(/\s+/g, ' ');
	const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
	const fence = '`'.repeat(longest + 1);
	return longest > 0 ? `${fence} ${flat} ${fence}` : `${fence}${flat}${fence}`;
}

/** Text for HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
}
