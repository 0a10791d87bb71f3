// The library's names for tables and columns, and ours (packages/store/src/migrations).

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

export const users = { modelName: 'users', fields: { emailVerified: 'email_verified', ...times } };

/** Of the `anonymous` plugin. */
export const anonymousUser = { user: { fields: { isAnonymous: 'is_anonymous' } } };

export const sessions = {
  modelName: 'sessions',
  fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...times },
};

export const accounts = {
  modelName: 'accounts',
  fields: {
    accountId: 'account_id',
    providerId: 'provider_id',
    userId: 'user_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...times,
  },
};

export const verifications = { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...times } };
