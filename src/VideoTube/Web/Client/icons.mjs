// The icons of lucide that the pages use; <Icon Name="…"> refers to them by these names.
export const icons = [
  'arrow-left', 'braces', 'check', 'chevron-down', 'circle-alert', 'clapperboard', 'cloud-upload', 'eye-off', 'film', 'house', 'link',
  'log-in', 'log-out', 'menu', 'moon', 'pencil', 'search', 'share-2', 'sun', 'trash-2', 'tv', 'upload', 'user', 'user-plus', 'x',
  'chart-column', 'download', 'scissors', 'trending-down', 'trending-up', 'globe', 'lock', 'flag', 'shield', 'settings', 'rotate-cw', 'refresh-cw', 'thumbs-up', 'bell', 'history', 'pause', 'play',
];
