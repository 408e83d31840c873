/** Text as it stands within an element or an attribute. */
export const escapeAttribute = (text: string): string => text.replace(/[&"'<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
