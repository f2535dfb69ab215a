# Remote.ps1: lets another PC run Reconnect.ps1 by PowerShell remoting. Loaded behind Reconnect.ps1, whose own text stands
# in $ReconnectText. Windows PowerShell 2.0 to 5.1. Nothing is stored, here or there.

# One connection for all lists of a run.
$ReconnectRemote = @{}

# Errors by their numbers, which are the same in every language: the one of WinRM, and PowerShell's name for it.
# https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_remote_troubleshooting
function Get-ReconnectFault($record) {
    $cause = $record.Exception
    $code = 0
    while ($null -ne $cause) {
        if ($code -eq 0 -and $null -ne $cause.ErrorCode) { $code = [int]$cause.ErrorCode }
        $cause = $cause.InnerException
    }
    return ConvertTo-ReconnectJson @{ fault = @{ code = $code; id = [string]$record.FullyQualifiedErrorId } }
}

# The request: the name of the PC, then 1 for HTTPS, then 1 where PowerShell shall ask for an account.
function Send-ReconnectConnected([string]$token, [string]$word) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    try {
        $computer, $https, $ask = (ConvertFrom-ReconnectWord $word) -split '\t' | ForEach-Object { [regex]::Unescape($_) }
        $arguments = @{ ComputerName = $computer; ErrorAction = 'Stop'; SessionOption = (New-PSSessionOption -OpenTimeout 20000 -NoMachineProfile) }
        if ($https -eq '1') { $arguments['UseSSL'] = $true }
        if ($ask -eq '1') {
            # Windows' own dialog; a password goes from there to WinRM and nowhere else.
            $credential = $Host.UI.PromptForCredential('', '', '', $computer)
            if ($null -eq $credential) { throw 'reconnect:cancelled' }
            $arguments['Credential'] = $credential
        }
        $ReconnectRemote['session'] = New-PSSession @arguments
        Send-Reconnect $token '{"connected":true}'
    }
    catch { Send-Reconnect $token (Get-ReconnectFault $_) }
}

# The list stays a word of base64 until it is there; the script is sent as what it is.
function Send-ReconnectRemoteImage([string]$token, [string]$word) {
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    $WarningPreference = 'SilentlyContinue'
    try {
        $block = [ScriptBlock]::Create($ReconnectText + "`n" + 'Read-ReconnectWord $args[0]')
        # What a program there writes to stderr is not a failure: the answer counts.
        $answer = Invoke-Command -Session $ReconnectRemote['session'] -ScriptBlock $block -ArgumentList $word -ErrorAction SilentlyContinue -ErrorVariable failures
        $json = [string]($answer | Select-Object -Last 1)
        if ($json -ne '') { Send-Reconnect $token $json }
        elseif ($null -ne $failures) { Send-Reconnect $token (Get-ReconnectFault ($failures | Select-Object -First 1)) }
        else { Send-Reconnect $token '{"fault":{"code":0,"id":""}}' }
    }
    catch { Send-Reconnect $token (Get-ReconnectFault $_) }
}

function Send-ReconnectClosed([string]$token) {
    if ($null -ne $ReconnectRemote['session']) { Remove-PSSession -Session $ReconnectRemote['session'] -ErrorAction SilentlyContinue }
    Send-Reconnect $token '{"closed":true}'
}
