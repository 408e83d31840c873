// Starts VS Code's own Markdown extension before any Markdown file is open.
const vscode = require('vscode');

exports.activate = () => vscode.commands.executeCommand('markdown.api.reloadPlugins');
