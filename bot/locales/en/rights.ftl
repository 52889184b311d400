rights-subscribe = Only the administrators here can change subscriptions. They can let everybody do so with `/settings members may subscribe`.
rights-settings = Only the administrators here can change the settings. They can let everybody do so with `/settings members may settings`.
rights-notes = Only its author and the administrators here can change this note. They can let everybody do so with `/settings members may notes`.
rights-profile = Only the administrators here can change this profile. They can let everybody do so with `/settings members may profile`.
rights-administrator = Only the administrators here can do this.
rights-channel = Only the administrators of this channel can do this. In a private chat with me you can keep papers and notes of your own.
rights-unknown = I can't check right now whether you may do this, so nothing was changed. Please try again in a minute.
