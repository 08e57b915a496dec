namespace Node.Eth.Heads;

/// <summary>What to do with the block an endpoint calls its latest.</summary>
internal enum HeadVerdict
{
    /// <summary>It is known already: nothing new, or an endpoint that lags.</summary>
    Known,

    /// <summary>
    /// It is lower than the latest and not on its chain: an endpoint that lags on a fork. A higher block will decide.
    /// </summary>
    Lower,

    /// <summary>It is as high as the latest but another: to be taken if the endpoint stays with it.</summary>
    Rival,

    /// <summary>It is the highest seen: take it.</summary>
    Take,
}
