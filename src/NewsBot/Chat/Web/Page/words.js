// What the page itself says, in the reader's language. What the bot says comes from the bot.

export const language = navigator.language || 'en';
export const isChinese = language.toLowerCase().startsWith('zh');

const english = {
  connecting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Connection lost. Reconnecting…',
  status: 'Status',
  placeholder: 'Message, or / for commands',
  log: 'Conversation',
  box: 'Message',
  send: 'Send',
  hint: 'Enter sends, Shift+Enter breaks the line, / lists the commands',
  commands: 'Commands',
  thinking: 'NewsBot is at it',
  more: 'Full text',
  less: 'Show less',
  video: 'Video',
  audio: 'Audio',
  file: 'File',
  today: 'Today',
  yesterday: 'Yesterday',
  now: 'just now',
  notSent: 'Not sent: the bot cannot be reached. Your message is still here; try again.',
  you: 'You',
  fresh: count => `${count} new`,
};

const chinese = {
  connecting: '正在连接…',
  live: '已连接',
  reconnecting: '连接中断，正在重连…',
  status: '运行状况',
  placeholder: '发消息，输入 / 查看命令',
  log: '对话',
  box: '消息',
  send: '发送',
  hint: '回车发送，Shift+回车换行，/ 列出命令',
  commands: '命令',
  thinking: 'NewsBot 正在处理',
  more: '展开全文',
  less: '收起',
  video: '视频',
  audio: '音频',
  file: '文件',
  today: '今天',
  yesterday: '昨天',
  now: '刚刚',
  notSent: '没有发出：连不上机器人。消息还在这里，请再试一次。',
  you: '你',
  fresh: count => `${count} 条新消息`,
};

export const words = isChinese ? chinese : english;
